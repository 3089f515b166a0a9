curl -X POST https://api.pausepoint.dev/v1/pause \
-H "Authorization: Bearer $PP_KEY" \
-H "Content-Type: application/json" \
-d '{
"recipient": "cfo@company.com",
"channel": "email",
"message": "The sales agent has drafted a campaign email to 200 leads. Send it?",
"options": ["Send it", "Edit first", "Cancel"],
"timeout_hours": 24,
"timeout_default": "Cancel"
}'
