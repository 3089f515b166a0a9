// The page’s code, to the letter; what it calls and leaves to its reader stands below it.
const res = await fetch("https://api.pausepoint.dev/api/pause", {
  method: "POST",
  headers: {
    "Authorization": "Bearer hitl_your_api_key",
    "Content-Type": "application/json"
  },
  body: JSON.stringify({
    action: "Deploy to production (v2.4.1)",
    context: { environment: "prod", commit: "a3f9b2e" }
  })
});

const { watchId, statusUrl } = await res.json();

// Poll for approval
while (true) {
  const status = await fetch(statusUrl, {
    headers: { "Authorization": "Bearer hitl_your_api_key" }
  }).then(r => r.json());

  if (status.status !== "pending") {
    if (status.status === "approved") continueWithDeploy();
    else abortDeploy();
    break;
  }
  await sleep(3000);
}

function continueWithDeploy() {
  console.log(`deployed: ${watchId}`);
}

function abortDeploy() {
  console.log(`not deployed: ${watchId}`);
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
