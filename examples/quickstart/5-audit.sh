curl "https://api.pausepoint.dev/v1/audit?limit=10" \
-H "Authorization: Bearer $PP_KEY"
