package main

import (
    "bytes"
    "encoding/json"
    "net/http"
)

// Not on the page: Go wants statements inside a function, and every result used.
import "fmt"

func main() {
body, _ := json.Marshal(map[string]interface{}{
    "recipient":       "+1 (312) 847-1928",
    "channel":         "sms",
    "message":         "Deploy build #4712 to production?",
    "options":         []string{"Deploy", "Abort"},
    "timeout_default": "Abort",
})

req, _ := http.NewRequest("POST",
    "https://api.pausepoint.dev/v1/pause",
    bytes.NewReader(body))
req.Header.Set("Authorization", "Bearer pp_live_...")
req.Header.Set("Content-Type", "application/json")

resp, _ := http.DefaultClient.Do(req)
// Decode pause_id from resp.Body, then poll or register webhook.

var pause map[string]any
json.NewDecoder(resp.Body).Decode(&pause)
fmt.Println(pause["pause_id"])
}
