import requests

resp = requests.post(
    "https://api.pausepoint.dev/v1/pause",
    headers={"Authorization": "Bearer pp_live_..."},
    json={
        "recipient":      "+1 (312) 847-1928",
        "channel":        "sms",
        "message":        "Wire $8,400 to Meridian?",
        "options":        ["Approve", "Reject"],
        "timeout_default": "Reject",
    }
)
pause_id = resp.json()["pause_id"]
# PausePoint handles everything else.

# Not on the page: shows what it got.
print(pause_id)
