package dev.headgate.headers.structured;

/** A single value without parameters: the eight types of RFC 9651, section 3.3. */
public sealed interface BareItem
    permits SfInteger, SfDecimal, SfString, SfToken, SfBytes, SfBoolean, SfDate, SfDisplayString {}
