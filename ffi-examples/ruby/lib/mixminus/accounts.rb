# frozen_string_literal: true

module Mixminus
  # The rooms, templates and quotas of an engine's accounts. nil means the default account or environment.
  module Accounts
    PAGE = 256
    private_constant :PAGE

    # The Room of a conference id, or nil if there is none.
    def find_room(id, account: nil, environment: nil)
      id = Text.conference_id(id)
      room = FFI::MemoryPointer.new(:uint64)
      status = Native.room_find(@pointer, *bytes("account", account), *bytes("environment", environment),
                                id, id.to_s.bytesize, room)
      return nil if status == Native::ERR_NOT_FOUND

      check(status)
      Room.new(self, room.read_uint64)
    end

    # The Rooms of an account.
    def rooms(account: nil)
      cursor = FFI::MemoryPointer.new(:uint64)
      count = FFI::MemoryPointer.new(:size_t)
      page = FFI::MemoryPointer.new(:uint64, PAGE)
      found = []
      loop do
        check(Native.room_list(@pointer, *bytes("account", account), cursor, page, PAGE, count))
        found.concat(page.read_array_of_uint64(count.read(:size_t)))
        break if cursor.read_uint64.zero?
      end
      found.map { |room| Room.new(self, room) }
    end

    # Sets what new rooms get: capacity, limit_s, alone_loop, and sample_rate_hz, at which they are mixed; lines of other
    # rates are converted. conference_id: for that room only.
    def set_template(conference_id: nil, account: nil, environment: nil, **settings)
      template = Settings.make(Native::RoomTemplate, :room_template_init, settings)
      check(Native.room_template_set(@pointer, *template_names(account, environment, conference_id), template))
    end

    def remove_template(conference_id: nil, account: nil, environment: nil)
      check(Native.room_template_remove(@pointer, *template_names(account, environment, conference_id)))
    end

    # Sets what an account may use: rooms, participants, queued_signals, prompt_bytes.
    def set_quota(account: nil, **limits)
      quota = Settings.make(Native::AccountQuota, :account_quota_init, limits)
      check(Native.account_quota_set(@pointer, *bytes("account", account), quota))
    end

    def reset_quota(account: nil)
      check(Native.account_quota_reset(@pointer, *bytes("account", account)))
    end

    private

    # The bytes of a name and their number, as the library takes them.
    def bytes(what, value)
      text = Text.optional(what, value)
      [text, text.to_s.bytesize]
    end

    def template_names(account, environment, conference_id)
      id = Text.conference_id(conference_id)
      [*bytes("account", account), *bytes("environment", environment), id, id.to_s.bytesize]
    end
  end
end
