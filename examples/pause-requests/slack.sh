curl -X POST https://api.pausepoint.dev/v1/pause \
-H "Authorization: Bearer $PP_KEY" \
-H "Content-Type: application/json" \
-d '{
"recipient": "https://hooks.slack.com/services/T.../B.../...",
"channel": "slack",
"message": "Delete 14,000 stale user records from the test environment?",
"options": ["Delete", "Keep", "Ask me tomorrow"],
"timeout_hours": 8
}'
