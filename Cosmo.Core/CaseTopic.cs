namespace Cosmo.Core;

/// <summary>What a customer's case is about; departments name the topics they answer. The names are stored, never shown.</summary>
public enum CaseTopic { General, Sales, Support, Returns, Damaged, Refund, Order, Delivery, Payment, Complaint }
