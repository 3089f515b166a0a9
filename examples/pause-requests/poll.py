# Not in the documentation: which pause, and whose key.
import os
pause_id = os.environ["PAUSE_ID"]
api_key = os.environ["PP_KEY"]

import requests, time
while True:
    result = requests.get(
        f"https://api.pausepoint.dev/v1/pause/{pause_id}",
        headers={"Authorization": f"Bearer {api_key}"}
    ).json()
    if result["status"] == "responded":
        decision = result["response_choice"] # "Approve"
        break
    elif result["status"] in ("timed_out", "cancelled"):
        decision = result["response_choice"] # timeout_default or None
        break
    time.sleep(5)

# Not in the documentation: shows what it got.
print(decision)
