/** Servers, clocks and networks under virtual time. */
@NullMarked
package dev.headgate.client.sim;

import org.jspecify.annotations.NullMarked;
