# frozen_string_literal: true

module Mixminus
  # A room: it exists from the first join to the last leave. There is nothing to free.
  class Room < Resource
    # Its names, how many are in it, how many it may hold, and whether it is locked.
    Info = Values.define(Native::RoomInfo, flags: [:locked], texts: %i[account environment conference_id],
                                           init: :room_info_init)
    # A member in a snapshot. state: STATE_ flags.
    Member = Values.define(Native::RoomMember)
    # members, and the number of the last event and the tick that they are as of.
    Snapshot = Struct.new(:members, :sequence, :tick, keyword_init: true)

    # The most that a room can hold.
    CAPACITY = 1024

    def info
      fill(Info, :room_get_info)
    end

    # The participants, in the order in which they joined.
    def participants
      handles = FFI::MemoryPointer.new(:uint64, CAPACITY)
      count = FFI::MemoryPointer.new(:size_t)
      check(Native.room_participants(@pointer, handle, handles, CAPACITY, count))
      found = [count.read(:size_t), CAPACITY].min
      handles.read_array_of_uint64(found).map { |participant| Participant.new(engine, participant) }
    end

    # Closes the room: all leave it, and their sessions go on.
    def close
      check(Native.room_close(@pointer, handle))
    end

    # Locks the room: nobody may join.
    def lock
      check(Native.room_set_locked(@pointer, handle, 1))
    end

    def unlock
      check(Native.room_set_locked(@pointer, handle, 0))
    end

    # Plays a sound to everyone in the room, and returns the number of the play. Options as for Participant#say.
    def say(sound, **options)
      engine.say_in([self], sound, **options).first
    end

    # Stops what #say plays.
    def say_stop
      check(Native.room_say_stop(@pointer, handle))
    end

    # Sets what a participant hears while it is alone: a prompt, :beep, or nil for silence.
    def alone_loop=(sound)
      check(Native.room_set_alone_loop(@pointer, handle, Prompt.sound("alone_loop", sound)))
    end

    # Moves all participants to another room of the same account and environment, and returns that.
    def merge(conference_id)
      id = Text.conference_id(conference_id)
      other = FFI::MemoryPointer.new(:uint64)
      check(Native.room_merge(@pointer, handle, id, id.to_s.bytesize, other))
      Room.new(engine, other.read_uint64)
    end

    # The members and their states as of one event.
    def snapshot
      members = FFI::MemoryPointer.new(Native::RoomMember, CAPACITY)
      count, sequence, tick = Array.new(3) { FFI::MemoryPointer.new(:uint64) }
      size = Native::RoomMember.size
      check(Native.room_snapshot(@pointer, handle, members, size, CAPACITY, count, sequence, tick))
      found = Array.new([count.read_uint64, CAPACITY].min) do |index|
        Member.from(Native::RoomMember.new(members + index * size))
      end
      Snapshot.new(members: found, sequence: sequence.read_uint64, tick: tick.read_uint64).freeze
    end
  end
end
