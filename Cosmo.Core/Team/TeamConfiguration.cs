using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Team;

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Name).HasMaxLength(100);
        builder.Property(m => m.Language).HasMaxLength(8);
        builder.Property(m => m.Answers).HasMaxLength(200).HasDefaultValue("");
        builder.Property(m => m.Share).HasDefaultValue(Member.FullShare);
    }
}

internal sealed class DepartmentConfiguration : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Name).HasMaxLength(60);
        builder.Property(d => d.Description).HasMaxLength(500);
        builder.Property(d => d.Topics).HasMaxLength(200);
        builder.Property(d => d.Languages).HasMaxLength(200).HasDefaultValue("");
        builder.Property(d => d.Strategy).HasDefaultValue(RoutingStrategy.Everyone);
        var path = builder.Property(d => d.Path).HasConversion(path => path.ToString(), stored => EscalationPath.Parse(stored)).HasMaxLength(500);
        // A default of a type of our own cannot be written as code; departments always bring their path.
        if (!CosmoContext.IsBeingCompiled)
            path.HasDefaultValue(EscalationPath.Usual);
        builder.Property(d => d.FirstResponseMinutes).HasDefaultValue(Department.UsualTarget);
        builder.Property(d => d.NextResponseMinutes).HasDefaultValue(Department.UsualTarget);
        builder.HasIndex(d => d.Name).IsUnique();
    }
}

internal sealed class DepartmentMemberConfiguration : IEntityTypeConfiguration<DepartmentMember>
{
    public void Configure(EntityTypeBuilder<DepartmentMember> builder)
    {
        builder.HasKey(d => new { d.DepartmentId, d.MemberId });
        builder.Property(d => d.LastOfferedAt).IsConcurrencyToken();   // two nodes never give two tickets to the same turn
        builder.HasOne<Department>().WithMany().HasForeignKey(d => d.DepartmentId);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId);
    }
}
