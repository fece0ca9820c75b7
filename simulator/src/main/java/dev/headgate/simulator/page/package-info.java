/**
 * A report as one page for people who decide: the answer in words, then pictures, each with its
 * numbers behind it, then how it came about.
 *
 * <p>Model: {@link dev.headgate.simulator.page.HtmlReport} writes the same facts as text, JSON and
 * CSV, and computes none; pictures are SVG drawn here, each twice, wide and narrow, and a style
 * sheet shows the one that fits. No template engine: the page has no loops that a designer would
 * change, and what it needs of one, that nothing gets in unescaped, is {@link
 * dev.headgate.simulator.page.Markup}, which is also well-formed XML, so that a test can read every
 * number back. No script: it prints, and opens where scripts are not allowed.
 *
 * <p>Invariants: every text and attribute is escaped; nothing is loaded, and a policy in the page
 * forbids it; the same report gives the same bytes.
 *
 * <p>Threads: one.
 *
 * <p>Failure: none of its own; pictures and tables are bounded, and say what they leave out.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.page;
