# One decision, signed, with its place in the log
curl -fsS "https://api.pausepoint.dev/v1/pause/$PAUSE_ID/receipt" \
-H "Authorization: Bearer $PP_KEY" > receipt.json
npx pausepoint verify receipt.json --key keys.json
