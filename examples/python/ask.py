# Asks before money moves, and goes on only with a human's yes.
# #region ask
from pausepoint import PausePoint

client = PausePoint()  # PAUSEPOINT_API_KEY and PAUSEPOINT_URL say who and where


def wire() -> None:
    print("wired")


answer = client.ask(
    recipient="+1 (312) 847-1928",
    channel="sms",
    message="Wire $8,400 to Meridian?",
    options=["Approve", "Reject"],
    timeout_hours=4,
    timeout_default="Reject",
)

if answer["human_decided"] and answer["response_choice"] == "Approve":
    wire()
# #endregion
