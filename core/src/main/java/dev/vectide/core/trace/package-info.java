/** Traces of events on their way, as the roles see them: what they record, and the W3C header that ties it together. */
@NullMarked
package dev.vectide.core.trace;

import org.jspecify.annotations.NullMarked;
