/** The one server of the one-machine system. */
@NullMarked
package dev.vectide.local.http;

import org.jspecify.annotations.NullMarked;
