# frozen_string_literal: true

require_relative "support"
require "mixminus/call"

module Tests
  # A rough reading of the signatures: which methods they give to which class.
  module Signatures
    def signed(file)
      owners = []
      found = Hash.new { |hash, key| hash[key] = [] }
      File.readlines(file).each do |line|
        case line
        when /^( *)(?:module|class|interface) ([\w:]+)/
          owners[Regexp.last_match(1).size / 2..] = [Regexp.last_match(2)]
        when /^( *)(?:def|attr_\w+|alias) (self\.)?([\w?=!]+|==)/
          owner = owners.first(Regexp.last_match(1).size / 2).join("::")
          found[owner] << [Regexp.last_match(2) ? :singleton : :instance, Regexp.last_match(3).to_sym]
        end
      end
      found
    end
  end
  Checks.include(Signatures)
end

Tests.test("signatures: each is of a method that exists") do
  %w[sig/mixminus.rbs sig/mixminus/native.rbs].each do |file|
    signed(File.join(Tests::ROOT, file)).each do |owner, methods|
      next if owner.include?("_") || %w[Mixminus::Script Mixminus::Runner].include?(owner)

      found = Object.const_get(owner)
      methods.each do |kind, name|
        exists = kind == :singleton ? found.respond_to?(name) : found.instance_methods.include?(name)
        holds(exists || name == :initialize, "#{owner} has no method #{name}")
      end
    end
  end
end

Tests.test("signatures: every public method has one") do
  signed = signed(File.join(Tests::ROOT, "sig/mixminus.rbs"))
  internal = %w[Core EventQueue TickWaiter Samples Settings Text Values Flag Decibels SayOptions Library Native]
  (Mixminus.constants.map(&:to_s) - internal).each do |name|
    owner = Mixminus.const_get(name)
    known = signed["Mixminus::#{name}"].filter_map { |kind, method| method if kind == :instance }
    members = owner.respond_to?(:members) ? owner.members.map { |member| :"#{member}=" } : []
    missing = owner.instance_methods(false) - known - members - [:synthesizer=]
    equal([name, []], [name, missing])
  end
  native = signed(File.join(Tests::ROOT, "sig/mixminus/native.rbs"))["Mixminus::Native"].map(&:last)
  equal([], Mixminus::Native.singleton_methods(false) - native)
end
