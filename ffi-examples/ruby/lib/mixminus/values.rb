# frozen_string_literal: true

module Mixminus
  # Makes Ruby structs of the structs that the library fills in.
  module Values
    HIDDEN = %i[struct_size reserved reserved_2].freeze

    # Defines a frozen struct with the fields of a native one.
    #
    # flags: fields that are 1 or 0, and become true or false.
    # names: fields that are a number of an enum, with its names.
    # texts: fields of bytes; their lengths are in fields of their own, which are left out.
    def self.define(native, flags: [], names: {}, texts: [], init: nil)
      members = native.members - HIDDEN - texts.map { |text| :"#{text}_len" }
      Struct.new(*members, keyword_init: true) do
        define_singleton_method(:native_struct) do
          native.new.tap { |struct| Native.public_send(init, struct, struct.size) if init }
        end

        define_singleton_method(:from) do |struct|
          values = members.to_h do |member|
            value = struct[member]
            value = value.to_a if value.is_a?(FFI::Struct::InlineArray) && !texts.include?(member)
            value = Text.from(value, struct[:"#{member}_len"]) if texts.include?(member)
            value = value == 1 if flags.include?(member)
            value = names[member].fetch(value, value) if names.key?(member)
            [member, value]
          end
          new(**values).freeze
        end
      end
    end
  end
end
