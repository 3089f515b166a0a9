export PP_KEY="pp_live_your_key_here"
# The keys once, and for good; the checkpoint first, then the log it shall cover
curl -fsS https://api.pausepoint.dev/.well-known/jwks.json > keys.json
curl -fsS https://api.pausepoint.dev/v1/audit/checkpoint \
-H "Authorization: Bearer $PP_KEY" > checkpoint.txt
curl -fsS https://api.pausepoint.dev/v1/audit/export \
-H "Authorization: Bearer $PP_KEY" > log.ndjson
