/** Rate-limit fields and structured fields, both directions. */
@org.jspecify.annotations.NullMarked
package dev.headgate.headers;
