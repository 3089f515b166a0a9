export PP_KEY="pp_live_your_key_here"
curl -X POST https://api.pausepoint.dev/v1/pause \
-H "Authorization: Bearer $PP_KEY" \
-H "Content-Type: application/json" \
-d '{
"recipient": "+15550100",
"channel": "sms",
"message": "Your agent wants to send a $340 wire to Acme Corp. Approve?",
"options": ["Approve", "Reject"],
"timeout_hours": 4,
"timeout_default": "Reject"
}'
