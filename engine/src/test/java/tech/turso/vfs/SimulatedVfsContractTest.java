package tech.turso.vfs;

import tech.turso.vfs.sim.SimulatedVfs;

class SimulatedVfsContractTest extends VfsContract {
  private final SimulatedVfs vfs = new SimulatedVfs(1);

  @Override
  protected Vfs vfs() {
    return vfs;
  }

  @Override
  protected String path(String name) {
    return "/disk/" + name;
  }
}
