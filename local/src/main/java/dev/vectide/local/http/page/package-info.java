/** The page at {@code /}: what a browser needs to watch the system, all of it from this class path. */
@NullMarked
package dev.vectide.local.http.page;

import org.jspecify.annotations.NullMarked;
