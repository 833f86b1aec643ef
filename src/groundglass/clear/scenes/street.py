from groundglass.clear.scenes.plaza import STAGE, plaza_camera as street_camera, paint_plaza as paint_street
def rides(seed, faults, t): return ()
