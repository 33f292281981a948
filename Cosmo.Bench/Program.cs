Console.WriteLine("Cosmo.Bench");
