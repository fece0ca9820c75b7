/** What holds for the governor whatever happens, by seed. */
@NullMarked
package dev.headgate.client.property;

import org.jspecify.annotations.NullMarked;
