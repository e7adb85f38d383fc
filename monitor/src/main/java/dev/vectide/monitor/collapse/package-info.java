/** Whether the vectors lose variance, dimensions or rank against the stream's own reference. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.collapse;
