using Cosmo.Core.Storage;

namespace Cosmo.Tests;

/// <summary>For tests that hold on both databases: <c>[Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]</c>.</summary>
public static class Databases
{
    public static TheoryData<StorageProvider> Both => [StorageProvider.Sqlite, StorageProvider.Postgres];
}
