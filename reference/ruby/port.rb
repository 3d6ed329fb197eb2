# frozen_string_literal: true

# The port that the conformance kit drives: lines of JSON both ways (PROTOCOL.md, L3). The library does not need it.
require_relative 'lib/dat'
require 'yaml'

# Translates between the protocol and Dat::Notifier.
class Port
  OPTIONS = { 'webhooks' => :webhooks, 'enabled' => :enabled, 'username' => :username, 'audit' => :audit,
              'p0Mention' => :p0_mention, 'maxAttempts' => :max_attempts, 'timeoutMs' => :timeout_ms,
              'maxWaitMs' => :max_wait_ms, 'backoffMs' => :backoff_ms, 'queueMax' => :queue_max }.freeze
  STOP_S = 2

  def initialize(input, output)
    @input = input
    @output = output
    @lock = Mutex.new
    @waiting = []
    @notifier = nowhere
  end

  def run
    @input.each_line { |line| break if serve(line) == :stop }
    stop
  end

  def stop
    @notifier.close(STOP_S)
    @waiting.each(&:join)
  end

  private

  # A notifier without a webhook: every alert ends `unrouted`.
  def nowhere
    Dat::Notifier.new(webhooks: {}, env: {})
  end

  def serve(line)
    request = JSON.parse(whole(line))
    answer(request)
  rescue JSON::ParserError
    reply(nil, error: 'this line is no JSON')
  end

  # Ruby's parser refuses the whole line for half a surrogate pair.
  def whole(line)
    line.gsub(/(\\\\|\\u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h)|\\u[dD][89a-fA-F]\h\h/, '\1')
  end

  def answer(request)
    id = request['id']
    case request['cmd']
    when 'start' then start(request)
    when 'configure' then reply(id, result: configure(request))
    when 'notify' then reply(id, result: receipt(@notifier.notify(request['alert'])))
    when 'send' then deliver(request)
    when 'probe' then later(id) { probe }
    when 'stats' then reply(id, result: @notifier.stats)
    when 'flush' then later(id) { @notifier.flush(seconds(request, 10)) }
    when 'close' then later(id) { @notifier.close(seconds(request, 10)) }
    when 'inspect' then reply(id, result: inspection)
    when 'stop' then finish(id)
    else reply(id, unsupported: true)
    end
  rescue StandardError => e
    reply(id, error: Dat::Text.redact("#{e.class}: #{e.message}"))
  end

  def start(request)
    return reply(request['id'], error: 'this port speaks version 1') unless request['protocol'] == 1

    reply(request['id'], result: { protocol: 1, name: 'dat-ruby', language: 'ruby', level: 'L3', features: [] })
  end

  def configure(request)
    options = OPTIONS.filter_map { |from, to| [to, request[from]] if request.key?(from) }.to_h
    options.update(throttle(request['throttle'])) if request.key?('throttle')
    old = @notifier
    @notifier = nowhere
    old.close(0)
    @notifier = Dat::Notifier.new(**options)
    true
  end

  def throttle(given)
    given ? { throttle_max: given['max'], throttle_window_ms: given['windowMs'] }.compact : { throttle_max: 0 }
  end

  # Raised here, so that alerts keep their order; waited for elsewhere.
  def deliver(request)
    receipt = @notifier.notify(request['alert'])
    later(request['id']) { camel(receipt.wait(request['timeoutMs'] && seconds(request, nil)).to_h.compact) }
  end

  def receipt(receipt)
    ended = receipt.outcome
    { id: receipt.id, state: ended ? ended.status : :queued, reason: ended&.reason }.compact
  end

  def probe
    told = @notifier.probe
    channels = told[:channels].transform_values(&:to_h)
    { channels:, p0Mention: told[:p0_mention] }
  end

  # All the ways in which Ruby shows an object.
  def inspection
    [@notifier.inspect, @notifier.to_s, YAML.dump(@notifier), JSON.generate(@notifier)].join(' | ')
  end

  def finish(id)
    stop
    reply(id, result: true)
    :stop
  end

  def later(id)
    @waiting << Thread.new do
      reply(id, result: yield)
    rescue StandardError => e
      reply(id, error: "#{e.class}: #{Dat::Text.redact(e.message)}")
    end
    @waiting.select!(&:alive?)
  end

  def seconds(request, default)
    request['timeoutMs'] ? request['timeoutMs'] / 1000.0 : default
  end

  def camel(facts)
    facts.transform_keys { |name| name.to_s.gsub(/_(\w)/) { Regexp.last_match(1).upcase }.to_sym }
  end

  def reply(id, **answer)
    @lock.synchronize { @output.puts(JSON.generate({ id:, **answer })) }
  end
end

# Where no locale is set Ruby takes ASCII for granted, and JSON is UTF-8.
$stdin.set_encoding('UTF-8')
$stdout.sync = true
port = Port.new($stdin, $stdout)
# A trap may take no lock, a thread may.
trap('TERM') do
  Thread.new do
    port.stop
    exit!(0)
  end
end
port.run
