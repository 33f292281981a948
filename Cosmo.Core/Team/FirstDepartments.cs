using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Team;

/// <summary>The departments that a new installation begins with.</summary>
public sealed class FirstDepartments(Changes changes)
{
    public const string Sales = "Sales";
    public const string Support = "Support";
    public const string Operations = "Operations";

    /// <summary>Makes them where there is no department at all.</summary>
    public Task CreateAsync(CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await change.Db.Set<Department>().AnyAsync(cancel))
                return;
            change.Db.AddRange(
                Department.Create(Sales, "Products, prices, availability", false, CaseTopic.Sales),
                Department.Create(Support, "Help with products and accounts, everything else", true, CaseTopic.General, CaseTopic.Support, CaseTopic.Payment, CaseTopic.Complaint),
                Department.Create(Operations, "Orders, deliveries, returns, refunds, damaged items", false,
                    CaseTopic.Order, CaseTopic.Delivery, CaseTopic.Returns, CaseTopic.Refund, CaseTopic.Damaged));
        },
        cancel);
}
