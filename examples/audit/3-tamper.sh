# Somebody would rather have been told no
sed 's/"choice": *"Approve"/"choice":"Reject"/' log.ndjson > tampered.ndjson
npx pausepoint verify tampered.ndjson --checkpoint checkpoint.txt --key keys.json
echo "It ended with $?"
