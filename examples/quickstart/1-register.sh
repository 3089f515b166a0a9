curl -X POST https://api.pausepoint.dev/v1/auth/register \
-H "Content-Type: application/json" \
-d '{
"email": "you@example.com",
"name": "Your Name",
"password": "your-password"
}'
