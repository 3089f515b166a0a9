# From here on nothing is asked of any server
npx pausepoint verify log.ndjson --checkpoint checkpoint.txt --key keys.json
