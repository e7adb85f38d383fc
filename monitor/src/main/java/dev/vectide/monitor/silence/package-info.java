/** Whether a stream that used to send has stopped. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.silence;
