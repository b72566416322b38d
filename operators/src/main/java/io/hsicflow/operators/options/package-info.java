/** What all options of operators have in common: how a value that cannot be is refused. */
package io.hsicflow.operators.options;
