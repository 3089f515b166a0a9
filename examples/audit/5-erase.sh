# Nobody can read again what was asked, of whom, and what was written beside the answer
curl -fsS -X DELETE "https://api.pausepoint.dev/v1/pause/$PAUSE_ID/personal-data" \
-H "Authorization: Bearer $PP_KEY"
