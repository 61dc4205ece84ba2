// What the agent calls the customer.

import { messages } from '../messages';
import type { Card } from './cards';

/** The best name that is known of the customer. */
export const nameOf = ({ row, conversation }: Card) => row.customerName ?? conversation.facts.value.customerName ?? row.customerAddress ?? conversation.facts.value.customerAddress ?? messages.unknownCustomer;
