/** What the monitors write: scores, health reports, alerts with their evidence. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.report;
