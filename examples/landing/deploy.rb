require "net/http"
require "json"

uri = URI("https://api.pausepoint.dev/v1/pause")
req = Net::HTTP::Post.new(uri,
  "Authorization" => "Bearer pp_live_...",
  "Content-Type"  => "application/json")

req.body = {
  recipient:       "+1 (312) 847-1928",
  channel:         "sms",
  message:         "Deploy build #4712 to production?",
  options:         ["Deploy", "Abort"],
  timeout_default: "Abort",
}.to_json

resp = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |h| h.request(req) }
pause_id = JSON.parse(resp.body).fetch("pause_id")

# Then poll GET /v1/pause/:id, or register a webhook.

# Not on the page: shows what it got.
puts pause_id
