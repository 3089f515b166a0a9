curl -X POST https://api.pausepoint.dev/v1/webhooks \
-H "Authorization: Bearer $PP_KEY" \
-H "Content-Type: application/json" \
-d '{
"url": "https://yourapp.com/webhook",
"events": ["pause.responded", "pause.timed_out", "pause.cancelled"],
"secret": "your-webhook-secret"
}'
