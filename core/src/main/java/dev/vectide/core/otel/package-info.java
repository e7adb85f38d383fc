/** Traces on OpenTelemetry's SDK, exported by its protocol. */
@NullMarked
package dev.vectide.core.otel;

import org.jspecify.annotations.NullMarked;
