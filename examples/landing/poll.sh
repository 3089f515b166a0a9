# Then poll for the response, or register a webhook.
curl https://api.pausepoint.dev/v1/pause/$PAUSE_ID \
  -H "Authorization: Bearer pp_live_..."
