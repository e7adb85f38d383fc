/** Routes that tell what the monitors found, and tell it as it happens. */
@NullMarked
package dev.vectide.monitor.http;

import org.jspecify.annotations.NullMarked;
