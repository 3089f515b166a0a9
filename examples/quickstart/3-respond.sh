TOKEN="the_token_from_respond_url"
# First, GET to confirm the page loads
curl https://api.pausepoint.dev/v1/respond/$TOKEN
# Then POST your choice
curl -X POST https://api.pausepoint.dev/v1/respond/$TOKEN \
-H "Content-Type: application/json" \
-d '{"choice": "Approve"}'
