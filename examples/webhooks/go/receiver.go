// Receives PausePoint's webhooks: believes only what is signed and recent, acts once per event.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const tolerance = 5 * time.Minute
const largest = 1_000_000

type event struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	PauseID string `json:"pause_id"`
	Data    struct {
		Choice       string `json:"choice"`
		HumanDecided bool   `json:"human_decided"`
	} `json:"data"`
}

// A secret we made is base64 after its prefix; your own is used as it is.
func keyOf(secret string) []byte {
	if strings.HasPrefix(secret, "whsec_") {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err == nil && len(key) > 0 {
			return key
		}
	}
	return []byte(secret)
}

// body is the raw bytes, before any JSON parser: printed again they would not fit their signature.
func isOurs(body []byte, headers http.Header, key []byte) bool {
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if id == "" || err != nil {
		return false
	}
	if time.Since(time.Unix(seconds, 0)).Abs() > tolerance {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	// During a rotation there are several, one for each secret.
	for _, given := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(expected), []byte(given)) {
			return true
		}
	}
	return false
}

// Ids repeat: when an answer was lost, and when you redeliver. In your application this is a table
// with a unique key on the id, written in the same transaction as what you do about the event.
var done = map[string]bool{}
var oneAtATime sync.Mutex

func once(e event, act func(event) error) error {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	if done[e.ID] {
		return nil
	}
	err := act(e)
	done[e.ID] = err == nil
	return err
}

// Other events, such as a test of this endpoint, decide nothing.
var endings = map[string]bool{"pause.responded": true, "pause.timed_out": true, "pause.cancelled": true}

// Answer within 15 seconds: what takes longer belongs into a queue of yours.
func act(e event) error {
	if !endings[e.Type] {
		return nil
	}
	decision := "stop"
	// A timeout is never a human's answer.
	if e.Type == "pause.responded" && e.Data.HumanDecided && e.Data.Choice == "Approve" {
		decision = "go"
	}
	_, err := fmt.Println(e.Type, e.PauseID, decision)
	return err
}

func main() {
	secret, port := os.Getenv("PAUSEPOINT_WEBHOOK_SECRET"), os.Getenv("PORT")
	if secret == "" {
		log.Fatal("Set PAUSEPOINT_WEBHOOK_SECRET")
	}
	if port == "" {
		port = "4000"
	}
	key := keyOf(secret)
	receive := func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
		// Not ours, or too late to be believed.
		if err != nil || r.Method != http.MethodPost || !isOurs(body, r.Header, key) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var e event
		if err = json.Unmarshal(body, &e); err == nil {
			err = once(e, act)
		}
		if err != nil {
			// Our own trouble: PausePoint tries again.
			log.Print(err)
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s/\n", listener.Addr())
	server := http.Server{Handler: http.HandlerFunc(receive), ReadTimeout: 15 * time.Second}
	log.Fatal(server.Serve(listener))
}
