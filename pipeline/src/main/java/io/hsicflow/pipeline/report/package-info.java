/**
 * What a run became, as one HTML file that needs nothing else: {@code Report} writes it, {@code
 * RunFolder} reads what a run left, {@code ReportPage} says what stands where, {@code LineChart}
 * and {@code ScatterChart} draw, and all text reaches the page through {@code Html}.
 */
package io.hsicflow.pipeline.report;
