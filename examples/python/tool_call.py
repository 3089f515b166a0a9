# Lets a human approve one call of a tool, and runs that very call or none.
def wire(to: str, amount: int) -> str:
    return f"wired {amount} to {to}"


# #region call
from pausepoint import PausePoint, ToolCall, ask_about_tool_call

call = ToolCall("wire", {"to": "Meridian", "amount": 8400})
verdict = ask_about_tool_call(PausePoint(), call, recipient="+1 (312) 847-1928", channel="sms")

result = wire(**call.arguments) if verdict.approved else verdict.reason
# #endregion
print(result)
