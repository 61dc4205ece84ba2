// What the agent calls the customer.

import { messages } from '../messages';
import type { Card } from './cards';

/** The best name that is known of the customer. */
export function nameOf({ row, conversation }: Card) {
  const { customerName, customerAddress } = conversation.facts.value;
  return (
    row.customerName ??
    customerName ??
    row.customerAddress ??
    customerAddress ??
    messages.unknownCustomer
  );
}
