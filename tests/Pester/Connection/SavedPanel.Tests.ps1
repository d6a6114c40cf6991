Describe 'Saved panels' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $before = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (Get-Item TestDrive:/).FullName
        function global:Get-Secret($Name, $Vault) { if ($Name -eq 'sandbox') { $global:SpecCredential } }
        $global:SpecCredential = $sandbox.Credential
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Remove-Item function:global:Get-Secret -ErrorAction SilentlyContinue
        Stop-SpecPanel
    }

    It 'are saved, listed and removed' {
        Register-NpPanel lab https://panel.example.com:8080 -ThrottleLimit 16
        $saved = Get-NpPanel lab -Saved
        $saved.Uri | Should -Be 'https://panel.example.com:8080/'
        $saved.ThrottleLimit | Should -Be 16
        Register-NpPanel lab https://other.example.com:8080
        @(Get-NpPanel -Saved).Count | Should -Be 1
        (Get-NpPanel lab -Saved).ThrottleLimit | Should -BeNullOrEmpty
        Unregister-NpPanel lab
        @(Get-NpPanel -Saved) | Should -BeNullOrEmpty
        { Unregister-NpPanel lab -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'connect by name, with the credential from the vault' {
        Register-NpPanel box $sandbox.Uri -CertificatePin $sandbox.CertificatePin -Secret sandbox -ThrottleLimit 7
        $connection = Connect-NpPanel -Name box
        $connection.Name | Should -Be 'box'
        $connection.ThrottleLimit | Should -Be 7
        (Get-NpServer -Panel box).Id | Should -Be 1
        Disconnect-NpPanel box
    }

    It 'are overridden by explicit parameters' {
        Register-NpPanel box $sandbox.Uri -CertificatePin $sandbox.CertificatePin -Secret nothing
        $connection = Connect-NpPanel -Name box -Credential $sandbox.Credential -ThrottleLimit 2
        $connection.ThrottleLimit | Should -Be 2
        Disconnect-NpPanel box
    }

    It 'never contain a credential, and only their owner can read them' {
        Register-NpPanel box $sandbox.Uri -Secret sandbox -UserName npadmin
        $file = Join-Path $env:XDG_CONFIG_HOME 'nodepoint/panels.json'
        Get-Content $file -Raw | Should -Not -BeLike '*Np-Admin*'
        if (-not $IsWindows) { (Get-Item $file).UnixMode ?? [System.IO.File]::GetUnixFileMode($file) | Should -Match '^-rw-------$|^UserRead, UserWrite$|^UserWrite, UserRead$' }
        { Register-NpPanel bad https://npadmin:secret@panel.example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Secret*'
        Get-Content $file -Raw | Should -Not -BeLike '*npadmin:secret*'
    }

    It 'are all kept when several shells save at once' {
        $count = 15
        $pwsh = [Environment]::ProcessPath
        $program = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
        $module = Join-Path (Get-Module Nodepoint).ModuleBase Nodepoint.psd1
        $go = Join-Path $env:XDG_CONFIG_HOME go
        $shells = @(foreach ($shell in 1..3) {
            $start = [Diagnostics.ProcessStartInfo]::new($pwsh)
            foreach ($argument in $program + '-NoProfile', '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
Import-Module '$module'
Set-Content '$go.$shell' ready
while (-not (Test-Path '$go')) { Start-Sleep -Milliseconds 10 }
1..$count | ForEach-Object { Register-NpPanel "shell$shell-`$_" https://panel.example.com:8080; Register-NpPanel 'gone$shell' https://panel.example.com; Unregister-NpPanel 'gone$shell' }
"@) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardError = $true
            [Diagnostics.Process]::Start($start)
        })
        while (@($shells | Where-Object HasExited).Count -eq 0 -and @(Get-ChildItem "$go.*").Count -lt $shells.Count) { Start-Sleep -Milliseconds 50 }
        Set-Content $go now
        # In this shell too, on several threads.
        1..$count | ForEach-Object -Parallel {
            Import-Module $using:module
            Register-NpPanel "thread-$_" https://panel.example.com:8080
        }
        foreach ($shell in $shells) {
            $said = $shell.StandardError.ReadToEnd()
            $shell.WaitForExit()
            $shell.ExitCode | Should -Be 0 -Because $said
        }

        $names = @(foreach ($who in 'shell1', 'shell2', 'shell3', 'thread') { 1..$count | ForEach-Object { "$who-$_" } })
        @($names | Where-Object { $_ -notin (Get-NpPanel -Saved).Name }) | Should -BeNullOrEmpty
        @((Get-NpPanel -Saved).Name -like 'gone*') | Should -BeNullOrEmpty
        # No temporary file is left, and the files are the owner's alone.
        $files = Get-ChildItem (Join-Path $env:XDG_CONFIG_HOME nodepoint)
        $files.Name | Should -Be 'panels.json', 'panels.json.lock'
        if (-not $IsWindows) { foreach ($file in $files) { [IO.File]::GetUnixFileMode($file.FullName) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite') } }
        $names | ForEach-Object { Unregister-NpPanel $_ }
    }

    It 'say what is missing' {
        { Connect-NpPanel -Name nowhere -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Register-NpPanel*'
        Register-NpPanel box $sandbox.Uri -CertificatePin $sandbox.CertificatePin -Secret nothing
        { Connect-NpPanel -Name box -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Set-Secret*'
        { Register-NpPanel bad ftp://panel.example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*https*'
    }

    It 'in a damaged file are an error that says what to do' {
        Set-Content (Join-Path $env:XDG_CONFIG_HOME 'nodepoint/panels.json') '[{'
        { Get-NpPanel -Saved -ErrorAction Stop } | Should -Throw -ExpectedMessage '*register*again*'
        Remove-Item (Join-Path $env:XDG_CONFIG_HOME 'nodepoint/panels.json')
    }
}
