# Receives PausePoint's webhooks: believes only what is signed and recent, acts once per event.
require "json"
require "openssl"
require "set"

# A Rack application: `run Receiver.new(…)` in config.ru, or mounted in Rails. It needs no gem.
class Receiver
  TOLERANCE_SECONDS = 300
  LARGEST = 1_000_000

  def initialize(secret, &act)
    @key = key_of(secret)
    @act = act
    @done = Set.new
    @one_at_a_time = Mutex.new
  end

  def call(env)
    size = Integer(env["CONTENT_LENGTH"].to_s, 10, exception: false)
    return answer(400) unless env["REQUEST_METHOD"] == "POST" && size&.between?(0, LARGEST)
    # The raw body, before any JSON parser: printed again it would not fit its signature.
    body = env["rack.input"].read(size).to_s
    # Not ours, or too late to be believed.
    return answer(400) unless ours?(body, env)
    once(JSON.parse(body))
    answer(200)
  rescue => error
    # Our own trouble: PausePoint tries again.
    warn error.full_message
    answer(500)
  end

  private

  # A secret we made is base64 after its prefix; your own is used as it is.
  def key_of(secret)
    raise ArgumentError, "the secret is empty" if secret.empty?
    encoded = secret[/\Awhsec_(.+)/m, 1] or return secret
    encoded.unpack1("m0") rescue secret
  end

  def ours?(body, env)
    id, timestamp = env["HTTP_WEBHOOK_ID"].to_s, env["HTTP_WEBHOOK_TIMESTAMP"].to_s
    return false unless !id.empty? && timestamp.match?(/\A\d{1,12}\z/)
    return false if (Time.now.to_f - timestamp.to_i).abs > TOLERANCE_SECONDS
    signed = "#{id}.#{timestamp}.".b + body.b
    expected = "v1," + [OpenSSL::HMAC.digest("SHA256", @key, signed)].pack("m0")
    # During a rotation there are several, one for each secret.
    given = env["HTTP_WEBHOOK_SIGNATURE"].to_s.split(" ")
    given.any? { |one| OpenSSL.secure_compare(expected, one) }
  end

  # Ids repeat: when an answer was lost, and when you redeliver. In your application this is a table
  # with a unique key on the id, written in the same transaction as what you do about the event.
  def once(event)
    @one_at_a_time.synchronize do
      next if @done.include?(event["id"])
      @act.call(event)
      @done.add(event["id"])
    end
  end

  def answer(status)
    [status, { "content-length" => "0" }, []]
  end
end

# Other events, such as a test of this endpoint, decide nothing.
ENDINGS = %w[pause.responded pause.timed_out pause.cancelled].freeze

# Answer within 15 seconds: what takes longer belongs into a queue of yours.
receiver = Receiver.new(ENV.fetch("PAUSEPOINT_WEBHOOK_SECRET")) do |event|
  type, pause_id, data = event.values_at("type", "pause_id", "data")
  next unless ENDINGS.include?(type)
  # A timeout is never a human's answer.
  approved = type == "pause.responded" && data["human_decided"] && data["choice"] == "Approve"
  puts "#{type} #{pause_id} #{approved ? "go" : "stop"}"
end

# Stands in for your web server, so that this file runs without one: a request per connection.
require "socket"
$stdout.sync = true
server = TCPServer.new("127.0.0.1", Integer(ENV.fetch("PORT", "4000")))
puts "listening on http://127.0.0.1:#{server.addr[1]}/"
loop do
  Thread.new(server.accept) do |socket|
    socket.binmode
    env = { "REQUEST_METHOD" => socket.gets("\r\n", 8_192).to_s.split.first, "rack.input" => socket }
    while (line = socket.gets("\r\n", 8_192)) && line != "\r\n"
      name, value = line.chomp.split(/:\s*/, 2)
      env["HTTP_#{name.upcase.tr("-", "_")}"] = value
    end
    env["CONTENT_LENGTH"] = env["HTTP_CONTENT_LENGTH"]
    socket.write("HTTP/1.1 #{receiver.call(env).first} \r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
  rescue SystemCallError, IOError
    # Whoever asked is gone.
  ensure
    socket.close
  end
end
