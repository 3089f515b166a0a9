import requests, time

resp = requests.post(
    "https://api.pausepoint.dev/v1/pause",
    headers={"Authorization": "Bearer pp_live_..."},
    json={
        "recipient":       "+1 (312) 847-1928",
        "channel":         "sms",
        "message":         "Deploy build #4712 to production?",
        "options":         ["Deploy", "Abort"],
        "timeout_default": "Abort",
    },
)
pause_id = resp.json()["pause_id"]

while True:
    r = requests.get(
        f"https://api.pausepoint.dev/v1/pause/{pause_id}",
        headers={"Authorization": "Bearer pp_live_..."},
    ).json()
    if r["status"] != "pending":  # the page waits for "responded" alone, and so for ever after a timeout
        decision = r["response_choice"]
        break
    time.sleep(5)

# Not on the page: shows what it got.
print(decision)
