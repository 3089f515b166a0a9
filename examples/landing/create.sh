curl -X POST https://api.pausepoint.dev/v1/pause \
  -H "Authorization: Bearer pp_live_..." \
  -H "Content-Type: application/json" \
  -d '{
    "recipient":       "+1 (312) 847-1928",
    "channel":         "sms",
    "message":         "Deploy build #4712 to production?",
    "options":         ["Deploy", "Abort"],
    "timeout_default": "Abort"
  }'
