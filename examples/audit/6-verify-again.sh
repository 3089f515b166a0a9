# A second later that is sealed, too: the log still begins as it was when you kept its head
curl -fsS https://api.pausepoint.dev/v1/audit/checkpoint \
-H "Authorization: Bearer $PP_KEY" > newer.txt
curl -fsS https://api.pausepoint.dev/v1/audit/export \
-H "Authorization: Bearer $PP_KEY" > newer.ndjson
npx pausepoint verify newer.ndjson --checkpoint newer.txt --since checkpoint.txt --key keys.json
npx pausepoint verify receipt.json --key keys.json
