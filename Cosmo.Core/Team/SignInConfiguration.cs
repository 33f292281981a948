using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Team;

// What ASP.NET Identity's third schema version holds, said once more: the base context takes the version from the services
// of a started program only, and the model must be the same in the tools and the tests.
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(p => p.Data).ToJson();
    }
}

internal sealed class SignInConfiguration : IEntityTypeConfiguration<Member>
{
    private const int PhoneLength = 256;

    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.Property(m => m.PhoneNumber).HasMaxLength(PhoneLength);
        builder.HasMany<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey(p => p.UserId).IsRequired();
    }
}

internal sealed class LoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    private const int KeyLength = 128;

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.Property(l => l.LoginProvider).HasMaxLength(KeyLength);
        builder.Property(l => l.ProviderKey).HasMaxLength(KeyLength);
    }
}

internal sealed class TokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    private const int KeyLength = 128;

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.Property(t => t.LoginProvider).HasMaxLength(KeyLength);
        builder.Property(t => t.Name).HasMaxLength(KeyLength);
    }
}
