using System.Data.Common;
using System.Numerics;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cosmo.Core.Work;

/// <summary>Statements written by hand, in the transaction of a context.</summary>
internal static class Statements
{
    private const int MostRows = 256;   // SQLite takes 32,766 values in a statement, PostgreSQL 65,535

    /// <summary>Runs one.</summary>
    /// <returns>The rows it changed.</returns>
    public static async Task<int> RunAsync(CosmoContext db, string sql, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(db, sql);
        foreach (var (name, value) in parameters)
            Parameter(command, name, value);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>In parts of 1, 2, 4 … rows: so few different statements are found prepared again, one for each count never.</summary>
    public static IEnumerable<T[]> InParts<T>(IReadOnlyList<T> all)
    {
        for (var (at, size) = (0, 0); at < all.Count; at += size)
        {
            size = Math.Min(MostRows, 1 << BitOperations.Log2((uint)(all.Count - at)));
            yield return [.. all.Skip(at).Take(size)];
        }
    }

    /// <summary>A part for each row, with commas between them.</summary>
    public static string Repeat(int count, Func<int, FormattableString> part) =>
        string.Join(',', Enumerable.Range(0, count).Select(i => FormattableString.Invariant(part(i))));

    /// <summary>A command in the transaction of the context.</summary>
    public static DbCommand Command(CosmoContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // built from constants, counters and ids of our own; every value is a parameter
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    public static void Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
