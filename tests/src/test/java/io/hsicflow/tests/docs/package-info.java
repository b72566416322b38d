/** What the pages for readers say is true: links, commands, settings, metrics, citations. */
package io.hsicflow.tests.docs;
